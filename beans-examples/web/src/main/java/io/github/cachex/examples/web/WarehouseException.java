// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.io.IOException;

/** Thrown when the warehouse does not answer. */
public class WarehouseException extends IOException {
    private static final long serialVersionUID = 1L;

    WarehouseException(String product) {
        super("the warehouse does not answer for " + product);
    }
}
