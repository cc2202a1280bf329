file,line,column,field,reason,row
a.xlsx,4,3,Total,"not a number: ""12,5O""","2024-01-03 10:00,B02,""12,5O"""
a.xlsx,9,1,Date,"not a time: ""yesterday""","yesterday,C,5"
a.xlsx,10,3,Total,no amount,"2024-01-05,C"
a.xlsx,11,3,Total,"not a number: ""=C10+1""","2024-01-05,C,=C10+1,,a note beside the table"
