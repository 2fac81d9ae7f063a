"""What the operating system provides: notifications, start at login, media keys, a screen that stays on."""
