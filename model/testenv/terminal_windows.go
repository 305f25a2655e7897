package testenv

const terminalPath = "CONOUT$"
