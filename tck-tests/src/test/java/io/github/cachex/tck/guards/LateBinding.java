// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.Objects;

/** Binds a guard to a bean that says nothing of it. */
public class LateBinding implements Extension {
    void bind(@Observes ProcessAnnotatedType<LateGuards.ByExtension> event) {
        event.configureAnnotatedType()
                .add(Objects.requireNonNull(LateGuards.ByClass.class.getAnnotation(LateGuards.Late.class)));
    }
}
