Attribute VB_Name = "XsText"
Option Explicit
' The texts of the hidden sheets, and what else needs no distinction between systems.

Public Function XsIsOdd(ByVal words As String) As Boolean
    ' Whether a name holds what a command line would take for something else.
    Dim number As Long
    For number = 1 To Len(words)
        If InStr("$%`|""", Mid$(words, number, 1)) > 0 Then XsIsOdd = True
    Next number
End Function

Public Function XsWord(ByVal number As Long) As String
    XsWord = ThisWorkbook.Worksheets("_xs_words").Cells(number, 1).Value
End Function

Public Function XsHelpOf(ByVal row As Long, ByVal column As Long) As String
    XsHelpOf = ThisWorkbook.Worksheets("_xs_help").Cells(row, column).Value
End Function

Public Function XsVersion() As String
    XsVersion = ThisWorkbook.Worksheets("_xs_words").Cells(4, 1).Value
End Function
