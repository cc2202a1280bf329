/* Width and colours of what a person will read. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "screen.h"

#define PLAIN	80

size_t
screen_width(int64_t asked, bool terminal)
{
	struct winsize ws;

	if (asked != 0)
		return (size_t)asked;
	if (!terminal || ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == -1 ||
	    ws.ws_col == 0)
		return PLAIN;
	return ws.ws_col < SCREEN_MIN ? SCREEN_MIN : ws.ws_col;
}

bool
screen_color(int choice, bool terminal)
{
	const char *no = getenv("NO_COLOR");

	if (choice != SCREEN_AUTO)
		return choice == SCREEN_ALWAYS;
	return terminal && (no == NULL || *no == '\0');
}
