/* Parameters of the models as JSON. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "clvtable.h"

#define FILE_MAX	65536

static const char *const param_names[] = { "r", "alpha", "a", "b" };
static const char *const spend_names[] = { "p", "q", "v" };

static void
put_real(json_t *o, const char *name, double v)
{
	if (isfinite(v))
		json_object_set_new(o, name, json_real(v));
}

void
clv_given_write(const struct clv_given *g, struct io_out *out)
{
	const struct clv_params *p = &g->fit.params;
	const double v[] = { p->r, p->alpha, p->a, p->b };
	const double s[] = { g->spend.spend.p, g->spend.spend.q,
	    g->spend.spend.v };
	json_t *o = json_object(), *se = json_object();
	char *text;
	size_t i;

	json_object_set_new(o, "model", json_string(clv_model_names[p->model]));
	json_object_set_new(o, "unit", json_string(g->unit == 7 ? "week" :
	    "day"));
	for (i = 0; i < clv_count(p->model); i++) {
		put_real(o, param_names[i], v[i]);
		put_real(se, param_names[i], g->fit.se[i]);
	}
	for (i = 0; i < 3 && g->spend.trouble == NULL; i++) {
		put_real(o, spend_names[i], s[i]);
		put_real(se, spend_names[i], g->spend.se[i]);
	}
	put_real(o, "log_likelihood", g->fit.likelihood);
	put_real(o, "spend_log_likelihood", g->spend.likelihood);
	json_object_set_new(o, "standard_errors", se);
	json_object_set_new(o, "customers",
	    json_integer((json_int_t)g->customers));
	json_object_set_new(o, "identified", json_boolean(g->fit.identified));
	text = json_dumps(o, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
	io_out_str(out, str_z(text));
	io_out_byte(out, '\n');
	free(text);
	json_decref(o);
}

static double
get_real(const json_t *o, const char *name, struct buf *err)
{
	const json_t *v = json_object_get(o, name);
	double d = json_is_number(v) ? json_number_value(v) : NAN;

	if (!(d > 0) && err->len == 0)
		buf_printf(err, "%s: not there, or not a number above 0",
		    name);
	return d;
}

/* A word of a list, or -1 with a line in err. */
static int
get_word(const json_t *o, const char *name, const char *const *words, int n,
    struct buf *err)
{
	const char *s = json_string_value(json_object_get(o, name));
	int i;

	for (i = 0; i < n; i++)
		if (s != NULL && strcmp(s, words[i]) == 0)
			return i;
	if (err->len == 0)
		buf_printf(err, "%s: not one that crm-rfm writes", name);
	return -1;
}

static bool
read_given(struct clv_given *g, struct str json, struct buf *err)
{
	static const char *const units[] = { "day", "week" };
	json_error_t je;
	json_t *o = json_loadb(json.p, json.len, JSON_REJECT_DUPLICATES, &je);
	struct clv_params *p = &g->fit.params;
	int model, unit;

	*g = (struct clv_given){ .read = true, .fit.likelihood = NAN };
	if (o == NULL) {
		buf_printf(err, "line %d: ", je.line);
		diag_escape(err, str_z(je.text), sizeof(je.text));
		return false;
	}
	model = get_word(o, "model", clv_model_names, 3, err);
	unit = get_word(o, "unit", units, 2, err);
	p->model = model < 0 ? CLV_NBD : (enum clv_model)model;
	g->unit = unit == 1 ? 7 : 1;
	p->r = get_real(o, "r", err);
	p->alpha = get_real(o, "alpha", err);
	if (p->model != CLV_NBD) {
		p->a = get_real(o, "a", err);
		p->b = get_real(o, "b", err);
	}
	g->fit.identified = p->model != CLV_NBD;
	if (json_object_get(o, "p") == NULL)
		g->spend.trouble = "the parameters have none";
	else
		g->spend.spend = (struct clv_spend){ get_real(o, "p", err),
		    get_real(o, "q", err), get_real(o, "v", err) };
	json_decref(o);
	return err->len == 0;
}

enum status
clv_given_load(struct clv_given *g, const char *path, int unit,
    struct buf *err)
{
	const char *why;
	struct io_in *in = io_in_open(path, &why);
	struct buf line = { 0 };
	struct str text;
	enum status st = STATUS_OK;

	diag_escape(err, str_z(in == NULL ? path : io_in_name(in)), 4096);
	if (in == NULL) {
		buf_printf(err, ": %s", why);
		return STATUS_IO;
	}
	if (io_in_peek(in, FILE_MAX, &text) == -1) {
		buf_printf(err, ": %s", io_in_error(in));
		st = STATUS_IO;
	} else if (!read_given(g, text, &line)) {
		buf_printf(err, ": %.*s", STR_ARG(buf_view(&line)));
		st = STATUS_USAGE;
	} else if (g->unit != unit) {
		buf_printf(err, ": its unit is the %s, not the %s (--unit)",
		    g->unit == 7 ? "week" : "day", unit == 7 ? "week" : "day");
		st = STATUS_USAGE;
	} else
		buf_free(err);
	buf_free(&line);
	io_in_close(in);
	return st;
}
