/*
 * Runs a fuzz target on files instead of libFuzzer: each operand is one input.
 * A target that finds something aborts, so a line "ok" means it came back.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
replay(const char *path)
{
	uint8_t *data;
	FILE *f = fopen(path, "rb");
	long size;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
		return -1;
	rewind(f);
	/* Exactly as long as the input, so that a read beyond it is seen. */
	data = malloc((size_t)size + (size == 0));
	if (data == NULL ||
	    fread(data, 1, (size_t)size, f) != (size_t)size)
		return -1;
	fclose(f);
	LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	return 0;
}

int
main(int argc, char **argv)
{
	int i, failed = 0;

	/* Unbuffered: the line before an abort names the input. */
	setvbuf(stdout, NULL, _IONBF, 0);
	for (i = 1; i < argc; i++) {
		printf("# %s\n", argv[i]);
		if (replay(argv[i]) == 0) {
			printf("ok - %s\n", argv[i]);
		} else {
			printf("not ok - %s: cannot be read\n", argv[i]);
			failed = 1;
		}
	}
	return failed;
}
