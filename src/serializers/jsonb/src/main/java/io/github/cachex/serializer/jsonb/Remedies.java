// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

/** What to do about values that JSON-B does not bring back. */
final class Remedies {
    static final String WRITABLE =
            "make it a record, give it setters or a constructor marked @JsonbCreator, or use another serializer";
    static final String NAMED = "mark the declared type @JsonbTypeInfo with its subtypes, declare the class itself,"
            + " or use another serializer";

    static final String ORDER = "declare it as LinkedHashMap or LinkedHashSet, use a list, or another serializer";

    private Remedies() {}
}
