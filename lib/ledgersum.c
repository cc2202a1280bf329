/* The account of a run as JSON, for crm-report and other programs. */
#include <inttypes.h>

#include "ledgerin.h"
#include "stamp.h"
#include "tabout.h"
#include "version.h"

/* "name": before a value, with the comma of all but the first. */
static void
json_key(struct buf *b, const char *name, bool first)
{
	if (!first)
		buf_byte(b, ',');
	json_put(b, str_z(name));
	buf_byte(b, ':');
}

static void
json_inputs(struct buf *b, const struct ledger *l)
{
	const struct ledger_input *in;
	size_t i;

	json_key(b, "inputs", false);
	buf_byte(b, '[');
	for (i = 0; i < l->ninput; i++) {
		in = &l->input[i];
		buf_z(b, i == 0 ? "{" : ",{");
		json_key(b, "name", true);
		json_put_any(b, str_z(in->name));
		json_key(b, "rows", false);
		buf_printf(b, "%" PRIu64, in->rows);
		if (in->digest != NULL && in->digest[0] != '\0') {
			json_key(b, "sha256", false);
			json_put(b, str_z(in->digest));
		}
		buf_byte(b, '}');
	}
	buf_byte(b, ']');
}

static void
json_summary(struct buf *b, const struct ledger *l)
{
	char day[DAY_MAX];
	size_t i;

	buf_byte(b, '{');
	json_key(b, "program", true);
	json_put(b, str_z(diag_prog()));
	json_key(b, "version", false);
	json_put(b, str_z(CRMKIT_VERSION));
	if (l->as_of != DAY_NONE) {
		json_key(b, "as_of", false);
		json_put(b, (struct str){ day, day_print(l->as_of, day) });
	}
	json_inputs(b, l);
	buf_printf(b, ",\"rows\":{\"read\":%" PRIu64 ",\"used\":%" PRIu64
	    ",\"filtered\":%" PRIu64 ",\"rejected\":%" PRIu64 "}", l->read,
	    l->used, l->filtered.sum, l->rejected.sum);
	json_key(b, "filtered", false);
	tally_json(&l->filtered, b);
	json_key(b, "rejected", false);
	tally_json(&l->rejected, b);
	json_key(b, "settings", false);
	buf_byte(b, '{');
	for (i = 0; i < l->nsetting; i++) {
		json_key(b, l->setting[i].name, i == 0);
		json_put_any(b, str_z(l->setting[i].value));
	}
	buf_byte(b, '}');
	json_key(b, "counts", false);
	tally_json(&l->counts, b);
	json_key(b, "notes", false);
	buf_byte(b, '[');
	for (i = 0; i < l->nnote; i++) {
		if (i > 0)
			buf_byte(b, ',');
		json_put_any(b, str_z(l->note[i]));
	}
	buf_z(b, "]}\n");
}

void
ledgersum_write(const struct ledger *l)
{
	struct io_out *out = io_out_open(l->opt.summary_file);
	struct buf b = { 0 };

	json_summary(&b, l);
	io_out_str(out, buf_view(&b));
	io_out_close(out, true);
	buf_free(&b);
}
