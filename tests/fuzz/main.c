/*
 * Replays files through a fuzz target without a fuzzer, so that `make test`
 * runs every input that ever made trouble.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "cannot open %s\n", path);
        return 1;
    }
    size_t room = 1 << 20, len = 0;
    uint8_t *data = malloc(room);
    while (data != NULL) {
        len += fread(data + len, 1, room - len, file);
        if (len < room) {
            break;
        }
        room *= 2;
        uint8_t *larger = realloc(data, room);
        if (larger == NULL) {
            free(data);
        }
        data = larger;
    }
    fclose(file);
    if (data == NULL) {
        return 1;
    }
    LLVMFuzzerTestOneInput(data, len);
    free(data);
    return 0;
}

int
main(int count, char **paths)
{
    int failed = 0;
    for (int at = 1; at < count; at++) {
        failed += replay(paths[at]);
    }
    printf("%s: %d replayed\n", paths[0], count - 1 - failed);
    return failed > 0;
}
