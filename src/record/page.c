/* page.c - the file: head with the policy, the last screen as it is seen until the player is there, chapters, words, the recording as data, the player.
 *
 * What always holds: each script and style of the page is in the policy by its hash and nothing else may run; the recording lies in a block of data in which every `<` is written as
 * JSON's \u003c, so that nothing in it can end the block. */
#include "record/page.h"

#include "record/sha256.h"
#include "record/svg.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* In letters: as high as the lines that boxes are drawn with are in most fonts, so that they join. */
#define LINE_HEIGHT "1.15"
#define LETTER_WIDTH 0.6

/* The page's own; the size and the colours of the player's terminal are added to it (style_make). */
static const char style[] =
	":root{color-scheme:light dark;--ink:#222;--quiet:#595959;--ground:#fff;--line:#ccc;--mark:#0b57a4}\n"
	"@media (prefers-color-scheme:dark){:root{--ink:#d7d7d7;--quiet:#a3a3a3;--ground:#151515;--line:#444;--mark:#8ab8ef}}\n"
	"body{margin:0 auto;max-width:110rem;padding:1rem;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground)}\n"
	"h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}h3{font-size:1rem}\n"
	".about{color:var(--quiet);margin:0 0 1rem}\n"
	"#screen svg{max-width:100%;max-height:calc(100vh - 9rem);width:auto;height:auto}[hidden]{display:none}\n"
	"code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.93em}pre{overflow-x:auto;padding-left:2ch}\n"
	"dfn{font-style:normal;border-bottom:1px dotted}.asks{font-weight:600}\n"
	"button{font:inherit;color:inherit;background:none;border:1px solid var(--line);border-radius:.3rem;padding:.1rem .5rem;cursor:pointer}\n"
	"button:hover,button:focus-visible{border-color:var(--mark);color:var(--mark)}\n"
	"#chapters{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}#chapters span{color:var(--quiet);font-variant-numeric:tabular-nums}\n"
	"footer{margin-top:2rem;color:var(--quiet);font-size:.9rem}\n"
	"@media (min-width:75rem){main.two{display:grid;grid-template-columns:minmax(0,3fr) minmax(22rem,1fr);gap:2rem}.words{max-height:92vh;overflow-y:auto}.shown{position:sticky;top:1rem;align-self:start}}\n";

/* What is seen before it plays are the first frames as text: of frames that the player takes from the recording itself (npt:) those at 0 s are not shown again once it plays
 * (3.17.0). First to play, then to go there, since the first play clears what was seen before. Lines of v3 say how long after the one before, those of v2 when. */
static const char script[] =
	"(function(){\"use strict\";\n"
	"var cast=document.getElementById(\"cast\").textContent,screen=document.getElementById(\"screen\"),box=document.getElementById(\"player\");\n"
	"for(var lines=cast.split(\"\\n\"),after=JSON.parse(lines[0]).version===3,at=0,first=\"\",i=1;i<lines.length;i++){var is;try{is=JSON.parse(lines[i]);}catch(wrong){continue;}"
	"at=after?at+is[0]:is[0];if(at>0.5)break;if(is[1]===\"o\")first+=is[2];}\n"
	"var player=AsciinemaPlayer.create({data:cast},box,{fit:\"width\",preload:true,theme:\"lunchrush\",poster:\"data:text/plain,\"+first,terminalLineHeight:" LINE_HEIGHT ","
	"terminalFontFamily:\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace\"});\n"
	"screen.hidden=true;box.hidden=false;\n"
	"document.addEventListener(\"click\",function(event){var button=event.target.closest(\"[data-at]\");if(!button)return;"
	"Promise.resolve(player.play()).then(function(){return player.seek(Number(button.dataset.at));});});\n"
	"function go(){var button=document.getElementById(location.hash.slice(1));if(button&&button.dataset.at)button.click();}\n"
	"window.addEventListener(\"hashchange\",go);\n"
	"Array.prototype.forEach.call(document.querySelectorAll(\"[data-at]\"),function(button){button.disabled=false;});\n"
	"go();\n"
	"})();\n";

struct making {
	const struct page *page;
	char *drawing; /* the last screen; owned */
	char *style;   /* all of the page's own; owned */
	FILE *to;
};

/* The player's terminal is as wide as the page at most, and no higher than the window beside the page's head. It has the recording's colours: the ground of most of it, so that the edge is no frame
 * of another colour, and the palette that pictures have. */
static void style_make(struct making *making)
{
	size_t length;
	FILE *to = open_memstream(&making->style, &length);
	if (!to)
		abort();
	struct film *film = making->page->film;
	const struct picture *last = film_at(film, film_end_s(film));
	fprintf(to, "%s#player{max-width:max(18rem,calc((100vh - 9rem)*%.3f))}\n", style, film_cols(film) * LETTER_WIDTH / (film_rows(film) * strtod(LINE_HEIGHT, NULL)));
	fprintf(to, "div.ap-player.asciinema-player-theme-lunchrush{--term-color-foreground:#%06x;--term-color-background:#%06x", last->ink, picture_ground(last));
	for (int i = 0; i < 16; i++)
		fprintf(to, ";--term-color-%d:#%06x", i, picture_colour(i));
	fputs("}\n", to);
	fclose(to);
}

/* ---- the policy ---- */

static void hash_put(const char *text, size_t length, FILE *to)
{
	char hash[SHA256_BASE64];
	sha256_base64(hash, text, length);
	fprintf(to, " 'sha256-%s'", hash);
}

/* The drawing's own style: what stands between its tags. */
static void drawing_hash(const char *drawing, FILE *to)
{
	const char *from = strstr(drawing, "<style>"), *till = from ? strstr(from, "</style>") : NULL;
	if (till)
		hash_put(from + strlen("<style>"), (size_t)(till - from) - strlen("<style>"), to);
}

static void policy_put(const struct making *making)
{
	const struct page *page = making->page;
	FILE *to = making->to;
	fputs("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src", to);
	hash_put(making->style, strlen(making->style), to);
	drawing_hash(making->drawing, to);
	if (page->player_code) {
		hash_put(page->player_style, strlen(page->player_style), to);
		fputs("; img-src data:; font-src data:; script-src 'wasm-unsafe-eval'", to); /* its terminal is WebAssembly, in the file */
		hash_put(page->player_code, strlen(page->player_code), to);
		hash_put(script, strlen(script), to);
	}
	fputs("\">\n", to);
}

/* ---- its parts ---- */

static void time_put(double s, FILE *to)
{
	fprintf(to, "%.0f:%02.0f", floor(s / 60), floor(fmod(s, 60))); /* as long as any recording says it is */
}

/* The step of the lesson that a chapter begins, as the words beside it call it; NULL: it is another place. */
static const struct page_part *part_of(const struct page *page, const struct film_mark *mark)
{
	size_t number = strtoul(mark->label, NULL, 10);
	return number && number <= page->part_count && page->parts[number - 1].time_s == mark->time_s && strchr(mark->label, ':') ? &page->parts[number - 1] : NULL;
}

static void chapter_put(const struct page *page, const struct film_mark *mark, FILE *to)
{
	const struct page_part *part = part_of(page, mark);
	time_put(mark->time_s, to);
	fputs("</span> ", to);
	if (part)
		fprintf(to, "%td. ", part - page->parts + 1);
	page_escaped(part ? part->title : mark->label, to);
}

/* Each has a name: PAGE.html#c3 goes there. */
static void chapters_put(const struct page *page, FILE *to)
{
	size_t count, number = 0;
	const struct film_mark *marks = film_marks(page->film, &count);
	if (count == 0)
		return;
	fprintf(to, "<h2>%s</h2>\n<ol id=\"chapters\">\n", _("Chapters"));
	for (size_t i = 0; i < count; i++) {
		if (i && !strcmp(marks[i].label, marks[i - 1].label) && marks[i].time_s - marks[i - 1].time_s < 0.05)
			continue;
		fprintf(to, "<li><button type=\"button\" id=\"c%zu\" data-at=\"%.3f\" disabled><span>", ++number, marks[i].time_s);
		chapter_put(page, &marks[i], to);
		fputs("</button></li>\n", to);
	}
	fputs("</ol>\n", to);
}

static void part_put(const struct page_part *part, size_t number, FILE *to)
{
	fprintf(to, "<h2>%zu. ", number);
	page_escaped(part->title, to);
	if (part->time_s >= 0) {
		fprintf(to, " <button type=\"button\" data-at=\"%.3f\" disabled>", part->time_s);
		time_put(part->time_s, to);
		fputs("</button>", to);
	}
	fputs("</h2>\n", to);
	page_document(part->words, to);
	if (!part->question)
		return;
	fputs("<p class=\"asks\">", to);
	page_escaped(part->question, to);
	fputs("</p>\n", to);
}

static void cast_put(const struct page *page, FILE *to)
{
	size_t length;
	const char *bytes = film_bytes(page->film, &length);
	fputs("<script type=\"text/plain\" id=\"cast\">", to);
	for (size_t i = 0; i < length; i++)
		if (bytes[i] == '<')
			fputs("\\u003c", to);
		else
			fputc(bytes[i], to);
	fputs("</script>\n", to);
}

static void player_put(const struct page *page, FILE *to)
{
	if (!page->player_code)
		return;
	cast_put(page, to);
	fputs("<!-- asciinema-player, https://github.com/asciinema/asciinema-player, Apache License 2.0 -->\n", to);
	fprintf(to, "<script>%s</script>\n<script>%s</script>\n", page->player_code, script);
}

static void head_put(const struct making *making)
{
	const struct page *page = making->page;
	FILE *to = making->to;
	fprintf(to, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", page->language);
	policy_put(making);
	fputs("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"generator\" content=\"Lunchrush\">\n<title>", to);
	page_escaped(page->title, to);
	fprintf(to, "</title>\n<style>%s</style>\n", making->style);
	if (page->player_code)
		fprintf(to, "<style>%s</style>\n", page->player_style);
	fputs("</head>\n", to);
}

static void body_put(const struct making *making)
{
	const struct page *page = making->page;
	FILE *to = making->to;
	fprintf(to, "<body>\n<h1>");
	page_escaped(page->title, to);
	fprintf(to, "</h1>\n<p class=\"about\">");
	page_escaped(page->about, to);
	fprintf(to, "</p>\n<main%s>\n<div class=\"shown\">\n<div id=\"screen\">%s</div>\n<div id=\"player\" hidden></div>\n", page->part_count ? " class=\"two\"" : "", making->drawing);
	if (page->player_code)
		chapters_put(page, to);
	else
		fprintf(to, "<p class=\"about\">%s</p>\n", _("This is the recording's last screen. The page was made without a player; `asciinema play` plays the recording."));
	fputs("</div>\n", to);
	if (page->part_count) {
		fputs("<div class=\"words\">\n", to);
		for (size_t i = 0; i < page->part_count; i++)
			part_put(&page->parts[i], i + 1, to);
		fputs("</div>\n", to);
	}
	fprintf(to, "</main>\n<footer>%s</footer>\n", _("Made by Lunchrush from a real run."));
	player_put(page, to);
	fputs("</body>\n</html>\n", to);
}

/* The last screen; without the XML that is of no use within HTML. */
static void drawing_make(struct making *making)
{
	const struct page *page = making->page;
	size_t length;
	FILE *to = open_memstream(&making->drawing, &length);
	if (!to)
		abort();
	svg_write(film_at(page->film, film_end_s(page->film)), &(struct svg_words){ page->title, page->about }, to);
	fclose(to);
}

void page_write(const struct page *page, FILE *to)
{
	struct making making = { .page = page, .to = to };
	drawing_make(&making);
	style_make(&making);
	head_put(&making);
	body_put(&making);
	free(making.drawing);
	free(making.style);
}
