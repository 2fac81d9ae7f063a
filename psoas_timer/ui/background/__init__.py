"""What shows while the window is closed: the tray, the reminder's window, the question about closing."""
