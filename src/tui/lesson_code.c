/* lesson_code.c - see lesson_code.h. */
#include "tui/lesson_code.h"

#include "stage/reading.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pen.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES_MAX (256 << 10)

void lesson_code_release(struct lesson_code *code)
{
	outline_release(&code->outline);
	info_release(&code->info);
	*code = (struct lesson_code){ 0 };
}

/* At most so much of a regular file. */
static void read_file(struct lesson_code *code, const char *path)
{
	struct stat of;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char *text = fd >= 0 && fstat(fd, &of) == 0 && S_ISREG(of.st_mode) ? malloc(FILE_BYTES_MAX) : NULL;
	ssize_t length = text ? read(fd, text, FILE_BYTES_MAX) : -1;
	if (length > 0)
		source_lines_read(&code->info, text, (size_t)length);
	free(text);
	if (fd >= 0)
		close(fd);
}

/* What the step asks for, since the code says only what holds where nobody asks. */
static void settings_take(struct lesson_code *code, const struct launch *launch)
{
	size_t used = 0, size = sizeof code->settings;
	code->settings[0] = '\0';
	for (size_t i = 0; i < launch->setting_count && used < size; i++)
		used += (size_t)snprintf(code->settings + used, size - used, "%s%s = %s", i ? ", " : "", launch->settings[i].name, launch->settings[i].value);
}

void lesson_code_take(struct lesson_code *code, const struct launch *launch)
{
	if (strcmp(code->path, launch->path) || !code->info.lines) {
		lesson_code_release(code);
		info_init(&code->info);
		snprintf(code->path, sizeof code->path, "%s", launch->path);
		snprintf(code->file, sizeof code->file, "%s", launch->file);
		read_file(code, launch->path);
		outline_init(&code->outline, &code->info);
	}
	settings_take(code, launch);
}

void lesson_code_move(struct lesson_code *code, int lines)
{
	int most = (int)code->info.line_count - code->page;
	code->top += lines;
	code->top = code->top > most ? most : code->top;
	code->top = code->top < 0 ? 0 : code->top;
}

void lesson_code_scroll(struct lesson_code *code, int change)
{
	lesson_code_move(code, change * (code->page > 4 ? code->page - 2 : 2));
}

static void line_draw(const struct lesson_code *code, struct pen *pen, size_t line)
{
	const char *text = code->info.lines[line].text, *at = text + strspn(text, " ");
	int spaces = (int)(at - text), unit = code->outline.indent, digits = code->info.line_count > 99 ? 3 : 2;
	struct tint tint = code->outline.lines[line].tint;
	struct tint_piece piece;
	pen_print(pen, ROLE_QUIET, 0, "%*zu  ", digits, line + 1);
	pen->col += unit > 2 ? spaces / unit * 2 + spaces % unit : spaces;
	bool cut = pen->col + text_width(at) > pen->rect.cols;
	while (tint_next(&tint, &at, &piece) && pen_left(pen) > 0) {
		char bytes[512];
		snprintf(bytes, sizeof bytes, "%.*s", (int)(piece.length < 500 ? piece.length : 500), piece.text);
		pen_text(pen, tint_role(piece.kind), 0, bytes);
	}
	if (cut) {
		pen_at(pen, pen->row, pen->rect.cols - 1);
		pen_sign(pen, glyph(GLYPH_ELLIPSIS), ROLE_QUIET, 0);
	}
}

void lesson_code_draw(struct lesson_code *code, struct canvas *canvas, struct rect rect)
{
	struct rect rule = { rect.row, rect.col, 1, rect.cols }, body = { rect.row + 2, rect.col + 2, rect.rows - 3, rect.cols - 3 };
	for (int col = rect.col; col < rect.col + rect.cols; col++)
		canvas_put(canvas, rule, rect.row, col, glyph(GLYPH_H), ROLE_RULE, 0);
	canvas_print(canvas, rule, rect.row, rect.col + 2, ROLE_TITLE, 0, " %s ", code->file);
	if (code->settings[0]) {
		char with[sizeof code->settings + 40];
		snprintf(with, sizeof with, _("with %s"), code->settings);
		canvas_text_cut(canvas, rect, rect.row + 1, body.col, body.cols, ROLE_MARK, 0, with);
		body.row++; /* not close to the code: it is none of it */
		body.rows--;
	}
	code->at = rect;
	code->page = body.rows;
	lesson_code_scroll(code, 0);
	struct pen pen = pen_start(canvas, body);
	int count = (int)code->info.line_count;
	for (int i = 0; i < body.rows && code->top + i < count; i++) {
		pen_at(&pen, i, 0);
		line_draw(code, &pen, (size_t)(code->top + i));
	}
	if (count > body.rows)
		canvas_print(canvas, rect, rect.row + rect.rows - 1, body.col + 4, ROLE_QUIET, 0, _("lines %d to %d of %d   %s %s more"), code->top + 1,
			code->top + body.rows < count ? code->top + body.rows : count, count, glyph_text(GLYPH_ARROW_LEFT), glyph_text(GLYPH_ARROW_RIGHT));
}
