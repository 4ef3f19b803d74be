Private Sub Workbook_Open()
    ' Help can be registered only when a workbook is there, which is a moment later.
    On Error Resume Next
    Application.OnTime Now + TimeSerial(0, 0, 2), "'" & ThisWorkbook.Name & "'!XsRegisterHelp"
End Sub
