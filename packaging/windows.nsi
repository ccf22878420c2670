; The installer for Windows: for one user, without administrator. /S installs and removes silently.
; Called with /DVERSION, /DSOURCE (the frozen folder), /DOUT, /DICON and /DSIZE_KB.
Unicode true
ManifestDPIAware true
!include "MUI2.nsh"

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
VIAddVersionKey "LegalCopyright" "MIT; see the licences inside"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\reviewer.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "Reviewer"
  ; what an earlier version left would be loaded beside the new one
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
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
