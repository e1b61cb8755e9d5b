// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

/**
 * Tells JSON text that was cut from whole one by its brackets. Parsson, up to 1.1.9 at least, never returns from skipping an object
 * that does not end.
 */
final class Nesting {
    private Nesting() {}

    /** Returns whether every object, array and string in {@code json}, which is UTF-8, is closed. */
    static boolean isClosed(byte[] json) {
        int objects = 0;
        int arrays = 0;
        boolean text = false;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (text) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    text = false;
                }
            } else {
                switch (c) {
                    case '"' -> text = true;
                    case '{' -> objects++;
                    case '[' -> arrays++;
                    case '}' -> objects--;
                    case ']' -> arrays--;
                    default -> {}
                }
                if ((objects | arrays) < 0) {
                    return false;
                }
            }
        }
        return objects == 0 && arrays == 0 && !text;
    }
}
