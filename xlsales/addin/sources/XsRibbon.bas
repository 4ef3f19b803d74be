Attribute VB_Name = "XsRibbon"
Option Explicit
' Only ASCII here: VBA source is kept in a Windows code page. Chinese words stand in the hidden
' sheets of this add-in, which are Unicode: help in _xs_help, messages in _xs_words.

Public Sub XsOnAction(control As IRibbonControl)
    ' The one callback of all buttons; Python looks the id up.
    If ActiveWorkbook Is Nothing Then
        XsTell XsWord(1)
        Exit Sub
    End If
    If XsIsOdd(ActiveWorkbook.Name) Then
        XsTell XsWord(6)
        Exit Sub
    End If
    If Not FileExists(XsInterpreter()) Then
        XsTell XsWord(2)
        Exit Sub
    End If
    RunPython "from xlsales.addin.buttons import press; press('" & control.ID & "')"
End Sub

Public Function XsInterpreter() As String
    #If Mac Then
        XsInterpreter = GetConfig("INTERPRETER_MAC", "")
    #Else
        XsInterpreter = GetConfig("INTERPRETER_WIN", "")
    #End If
End Function

Public Sub XsTell(ByVal words As String)
    #If Mac Then
        MsgBox words
    #Else
        ' MsgBox loses Chinese where the system's code page has none; this one does not.
        WScript.Popup words, 0, XsWord(3), 64
    #End If
End Sub

Public Function XsPickFolder(ByVal question As String, ByVal start As String) As Variant
    ' A folder, or False where the person cancels.
    Dim picked As String
    #If Mac Then
        XsPickFolder = XsAsk(question, start)
    #Else
        XsPickFolder = False
        With Application.FileDialog(4)
            .Title = question
            .InitialFileName = start & Application.PathSeparator
            If .Show = -1 Then
                picked = .SelectedItems(1)
                XsPickFolder = picked
            End If
        End With
    #End If
End Function

Public Function XsAsk(ByVal question As String, ByVal start As String) As Variant
    ' What the person types, or False where the person cancels.
    XsAsk = Application.InputBox(question, XsWord(3), start, , , , , 2)
End Function

Public Sub XsRegisterHelp()
    ' The function wizard shows these words: name, help, then one cell for each argument.
    Dim row As Long, number As Long, count As Long
    Dim own As String, words() As String
    own = "'" & ThisWorkbook.Name & "'!"
    row = 1
    Do While XsHelpOf(row, 1) <> ""
        count = CLng(XsHelpOf(row, 3))
        ReDim words(1 To count)
        For number = 1 To count
            words(number) = XsHelpOf(row, 3 + number)
        Next number
        On Error Resume Next
        #If Mac Then
            Application.MacroOptions Macro:=own & XsHelpOf(row, 1), Description:=XsHelpOf(row, 2), Category:="xlsales"
        #Else
            Application.MacroOptions Macro:=own & XsHelpOf(row, 1), Description:=XsHelpOf(row, 2), Category:="xlsales", ArgumentDescriptions:=words
        #End If
        On Error GoTo 0
        row = row + 1
    Loop
End Sub
