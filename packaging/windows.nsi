; The installer for Windows: for one user, without administrator. /S installs and removes silently.
; Called with /DVERSION, /DSOURCE (the frozen folder), /DOUT, /DICON and /DSIZE_KB; where there is a
; certificate also with /DSIGN, the command that signs a file.
Unicode true
ManifestDPIAware true
!include "LogicLib.nsh"
!include "MUI2.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Reviewer"
!define SCHEME "Software\Classes\reviewer"

Name "Reviewer"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Reviewer"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Reviewer"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Reviewer Setup"
VIAddVersionKey "LegalCopyright" "GPL 3 as a whole; see About, licences"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\reviewer.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Windows lets nobody write to a program that runs: beside one, half of its files would be replaced.
; What has just ended may be held for a moment, by a scanner
!macro SEE_CLOSED PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    StrCpy $1 0
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\${PROGRAM}" a
      ${IfNot} ${Errors}
        FileClose $0
        ${ExitDo}
      ${EndIf}
      IntOp $1 $1 + 1
      ${If} $1 < 10
        Sleep 300
        ${Continue}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Reviewer is open. Close it, then try again." /SD IDCANCEL IDCANCEL`
        SetErrorLevel 2
        Abort
      ${EndIf}
    ${Loop}
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "Reviewer needs Windows 10 or newer, 64 bits." /SD IDOK
    Abort
  ${EndIf}
FunctionEnd

Section "Reviewer"
  !insertmacro SEE_CLOSED "reviewer.exe"
  !insertmacro SEE_CLOSED "reviewer-cli.exe"
  ; what an earlier version left would be loaded beside the new one
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${SOURCE}\*"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "Not all files could be written. Free some room, and install again." /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Reviewer.lnk" "$INSTDIR\reviewer.exe"

  WriteRegStr HKCU "${SCHEME}" "" "URL:Reviewer"
  WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" "$INSTDIR\reviewer.exe,0"
  WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$INSTDIR\reviewer.exe" open "%1"'

  WriteRegStr HKCU "${KEY}" "DisplayName" "Reviewer"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\reviewer.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "Reviewer"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro SEE_CLOSED "reviewer.exe"
  !insertmacro SEE_CLOSED "reviewer-cli.exe"
  ; a folder that somebody works in cannot be removed, and it may be this one
  SetOutPath "$TEMP"
  ; only what was installed: a folder that the user chose may hold other things
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\reviewer.exe"
  Delete "$INSTDIR\reviewer-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Reviewer.lnk"
  DeleteRegKey HKCU "${SCHEME}"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
