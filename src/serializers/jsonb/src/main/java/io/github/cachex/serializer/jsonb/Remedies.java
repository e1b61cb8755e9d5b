// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

/** What to do about values that JSON-B does not bring back. */
final class Remedies {
    static final String WRITABLE =
            "make it a record, give it setters or a constructor marked @JsonbCreator, or use another serializer";
    static final String NAMED = "mark the declared type @JsonbTypeInfo with its subtypes, declare the class itself,"
            + " or use another serializer";

    private Remedies() {}

    /** Returns what to do about a value that could not be written for {@code failure}. */
    static String unwritable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalAccessException) {
                return "make its class, and those of its properties, public";
            }
        }
        return "make it a record or a bean of plain values, without cycles, or use another serializer";
    }
}
