// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is allowed outside: for all, for a class, for a method. Names that are wrong are noted as problems of the configuration. */
public final class Allowances {
    /** The annotation, and the last part of the keys that stand for it. */
    static final String ANNOTATION = "CachexAllow";

    private final Lookup lookup;
    private final Set<Allowance> everywhere;

    Allowances(Lookup lookup, Set<Allowance> everywhere) {
        this.lookup = lookup;
        this.everywhere = everywhere;
    }

    /** Returns what is allowed for all. */
    public Set<Allowance> everywhere() {
        return everywhere;
    }

    /** Returns what is allowed for {@code method} of {@code type} alone, by its own key and by that of its class. */
    public Set<Allowance> of(Class<?> type, String method) {
        Set<Allowance> allowed = EnumSet.noneOf(Allowance.class);
        for (String place : List.of(type.getName() + '/' + method, type.getName())) {
            String key = place + '/' + ANNOTATION;
            lookup.text(key)
                    .flatMap(text -> lookup.parsed(key, text, Allowance::parse))
                    .ifPresent(allowed::addAll);
        }
        return allowed;
    }
}
