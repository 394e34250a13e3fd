* Answers as SPSS keeps them, written by GNU PSPP; from the repository:.
* pspp -o tests/reference/pspp/survey_sav.csv -O format=csv tests/reference/pspp/make_sav.sps.
SET LOCALE='UTF-8'.
DATA LIST LIST (";") /person (A4) T1 (F2) q2 (F2) U1 (A40) sex (F1) time (TIME8).
BEGIN DATA
a1;1;5;4;1;00:01:35
a2;5;9;Келісемін;2;00:00:07
a3;9;97;NA;1;
a4;-5;3;;2;01:00:00
a5;;99;2;;00:10:00
a6;4;2;3;1;00:02:00
END DATA.
FILE LABEL "SIMULATED: алты адам, әғқңөұүһі".
DOCUMENT Кестені PSPP жазды.
VARIABLE LABELS T1 "Қалаға сенемін" q2 "12) Мен қалаға сенбеймін " sex "Жынысы" U1 "U1. Қолданамын".
VALUE LABELS T1 q2 1 "Мүлде келіспеймін" 5 "Толығымен келісемін" 9 "Шешімім жоқ"
  /U1 "NA" "Жауап жоқ" /sex 1 "Әйел" 2 "Ер".
MISSING VALUES T1 (LO THRU 0, 9) q2 (9, 97, 99) U1 ("NA").
SAVE OUTFILE="tests/reference/pspp/survey.sav".
FREQUENCIES /VARIABLES=T1 q2 sex time.
LIST.
