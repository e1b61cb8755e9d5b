// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A record whose form in JSON is told by annotations. */
public record Article(
        @JsonbProperty("title") String name,
        @JsonbDateFormat("dd.MM.yyyy") LocalDate published,
        BigDecimal price,
        String loaded) {}
