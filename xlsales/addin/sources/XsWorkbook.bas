Private Sub Workbook_Open()
    On Error Resume Next
    XsRegisterHelp
End Sub
