// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import jakarta.enterprise.context.RequestScoped;

/** Something of the request that a load needs. */
@RequestScoped
public class AskedRequest {
    String suffix() {
        return "";
    }
}
