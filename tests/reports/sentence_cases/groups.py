"""Cases of the comparison of groups."""

from ..changed_results import at, others
from .case import case

__all__ = ["GROUP_CASES", "TWO"]

TWO, SEVERAL = "groups.0.two", "groups.1.several"
GROUP_CASES = [
    case("groups_gender", "groups.same"),
    case("groups_gender", "groups.same_all", {f"{TWO}.welch.p_holm": others(1.0)}),
    case(
        "groups_gender",
        "groups.differ groups.higher",
        {f"{TWO}.welch.p_holm": at(0, value=0.01), f"{TWO}.g": others(-0.4)},
    ),
    case(
        "groups_gender",
        "groups.differ groups.higher",
        {f"{TWO}.welch.p_holm": at(0, value=0.01), f"{TWO}.difference": others(0.4)},
    ),
    case("groups_age", "groups.differ stat.sized", {f"{SEVERAL}.welch.p_holm": at(0, value=0.01)}),
    case("groups_age", "groups.small", {f"{SEVERAL}.samples.n": at(0, value=4)}),
    case("group_tests_gender", "group_tests.same group_tests.mann_whitney group_tests.equal"),
    case(
        "group_tests_age",
        "group_tests.differ group_tests.kruskal",
        {f"{SEVERAL}.kruskal.p_holm": at(0, value=0.01)},
    ),
    case("group_tests_age", "group_tests.unequal", {f"{SEVERAL}.levene.p_holm": at(0, value=0.01)}),
    case("group_pairs_age", "group_pairs.none"),
    case("group_pairs_age", "group_pairs.differ", {"groups.1.pairs.p": at((0, 1), value=0.01)}),
    case(
        "group_pairs_age",
        "group_pairs.differ group_pairs.alone",
        {"groups.1.pairs.p": at((0, 1), value=0.01)},
    ),
    case("group_pairs_age", "group_pairs.first", {"groups.1.pairs.p": others(0.01)}),
]
