// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/** What is cached. */
public record Post(long id, String title, LocalDate day, List<String> tags) implements Serializable {
    private static final long serialVersionUID = 1;
}
