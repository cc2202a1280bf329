#ifndef CRM_SCREEN_H
#define CRM_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What standard output is written for: a terminal, or a file or mail. */

#define SCREEN_MIN	60	/* columns that every text fits in */

/* --color, in the order of its choices. */
enum screen_choice { SCREEN_AUTO, SCREEN_ALWAYS, SCREEN_NEVER };

/*
 * Columns of the text: `asked` when it is not 0, else those of the terminal
 * (at least SCREEN_MIN), else 80. COLUMNS is not read.
 */
size_t	screen_width(int64_t asked, bool terminal);
/* Only on a terminal and without NO_COLOR, unless --color says otherwise. */
bool	screen_color(int choice, bool terminal);

#endif
