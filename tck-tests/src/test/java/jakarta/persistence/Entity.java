// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package jakarta.persistence;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the annotation of Jakarta Persistence, which Cachex knows by its name alone. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Entity {}
