// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.Cachex;
import jakarta.enterprise.util.AnnotationLiteral;

/** The qualifier, made by code. */
final class CachexLiteral extends AnnotationLiteral<Cachex> implements Cachex {
    private static final long serialVersionUID = 1L;

    private final String value;

    private CachexLiteral(String value) {
        this.value = value;
    }

    static CachexLiteral of(String value) {
        return new CachexLiteral(value);
    }

    @Override
    public String value() {
        return value;
    }
}
