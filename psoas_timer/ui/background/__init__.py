"""What is shown while the window is closed: the tray, the reminder window, the question about closing."""
