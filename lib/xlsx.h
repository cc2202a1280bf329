#ifndef CRM_XLSX_H
#define CRM_XLSX_H

#include "zipfile.h"

/*
 * Workbooks (xlsx) as CSV: a record for each row of a sheet, up to the last row
 * with something in it, so that the number of a record is that of the row. A
 * record ends with the last cell of the row that holds something.
 *
 * Texts are the cell's, rich text without its form. Numbers and dates: see
 * xlsxnum.h. A formula has the value stored with it; without one it is put as
 * "=TEXT". TRUE, FALSE; #N/A is empty, another error is put as it is. Of merged
 * cells the first has the value.
 *
 * Rows stream. In memory are the row at hand (up to ROWS_RECORD_MAX) and the
 * shared strings (up to XLSX_STRINGS_MAX). A cell of more than ROWS_FIELD_MAX
 * is cut so that it is still too long for the reader of the rows.
 */
#define XLSX_STRINGS_MAX	((size_t)512 << 20)
#define XLSX_ROWS		1048576
#define XLSX_COLUMNS		16384

struct xlsx;

struct xlsx_sheet {
	struct str	 name;
	bool		 hidden;
	char		*part;
};

/*
 * The workbook of an archive, which it owns, also when it fails: NULL with the
 * reason in err, without the name of the file.
 */
struct xlsx	*xlsx_open(struct zipfile *z, struct buf *err);
/* Sheets of cells in their order, at least one. */
const struct xlsx_sheet *xlsx_sheets(const struct xlsx *x, size_t *n);
/*
 * Sheet i as text. name: what the input is called. Close it before the
 * workbook. Only one sheet is read at a time.
 */
struct io_in	*xlsx_text(struct xlsx *x, size_t i, const char *name);
void		 xlsx_close(struct xlsx *x);

#endif
