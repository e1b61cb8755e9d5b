// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.war;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Supplier;

/** What {@link Countries#find} is warmed with. */
@Dependent
@Named("firstCountries")
public class FirstCountries implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        return List.of("DE", "FR");
    }
}
