// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Supplier;

/** What is warmed. */
@Dependent
@Named("firstKeys")
public class FirstKeys implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        return List.of("warm");
    }
}
