// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

/** What a failure says in one line. */
final class Cause {
    private static final int LENGTH = 200;

    private Cause() {}

    /** Returns what the outermost and the innermost cause say. */
    static String of(Throwable failure) {
        Throwable first = failure;
        while (first.getMessage() == null && first.getCause() != null) {
            first = first.getCause();
        }
        Throwable last = first;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String text = said(first);
        if (last != first && !text.contains(said(last))) {
            text += ": " + said(last);
        }
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH) + " …";
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null || failure instanceof LinkageError ? failure.toString() : message;
    }
}
