/* Answers about operands. */
#include "draftmap.h"
#include "explain.h"
#include "inspect.h"
#include "mapset.h"

static enum status
detect_all(struct inspect *in, struct buf *out)
{
	enum status worst = STATUS_OK, st;
	size_t i;

	for (i = 0; i < in->n; i++) {
		if (i > 0 && !in->detect.json)
			buf_byte(out, '\n');
		st = detect_operand(out, &in->t[i], &in->detect);
		worst = st > worst ? st : worst;
		intake_close(&in->t[i]);
	}
	return worst;
}

static enum status
explain(struct inspect *in, struct buf *out, struct buf *err)
{
	struct ledger_opts lo = { .quiet = true, .max_rejects = UINT64_MAX };
	struct ingest_opts go = { .dedup = in->detect.dedup,
	    .sorted = in->detect.intake->sorted, .keep = in->detect.keep };
	struct explain e = { .out = out, .assume = in->detect.assume,
	    .ext = in->ext, .line = (uint64_t)in->explain };
	struct intake_opts io = *in->detect.intake;
	enum status st;

	/* All cells of the row are shown, not only those that are used. */
	io.ext = true;
	st = intake_open(&in->t[0], &io, err);
	if (st == STATUS_OK) {
		go.ledger = ledger_open(&lo);
		st = explain_row(&e, &in->t[0], &go, err);
		ledger_close(go.ledger, false);
	}
	intake_close(&in->t[0]);
	return st;
}

static void
print(const char *output, struct buf *text)
{
	struct io_out *out = io_out_open(output);

	io_out_str(out, buf_view(text));
	io_out_close(out, true);
}

enum status
inspect_show(const char *what, const char *output, struct buf *err)
{
	struct buf text = { 0 };
	enum status st = mapset_show(&text, what, err);

	if (st == STATUS_OK)
		print(output, &text);
	buf_free(&text);
	return st;
}

enum status
inspect_run(struct inspect *in, struct buf *err)
{
	struct buf out = { 0 };
	enum status st;

	if (in->all + (in->draft_map != NULL) + (in->explain > 0) > 1) {
		buf_z(err, "--detect, --draft-map and --explain do not go "
		    "together");
		return STATUS_USAGE;
	}
	if (in->n != 1 && (in->draft_map != NULL || in->explain > 0)) {
		buf_printf(err, "%s takes one file", in->explain > 0 ?
		    "--explain" : "--draft-map");
		return STATUS_USAGE;
	}
	if (in->draft_map != NULL) {
		st = draftmap(in->draft_map, &in->t[0], in->detect.intake,
		    err);
		intake_close(&in->t[0]);
		return st;
	}
	st = in->explain > 0 ? explain(in, &out, err) : detect_all(in, &out);
	if (out.len > 0)
		print(in->output, &out);
	buf_free(&out);
	return st;
}
