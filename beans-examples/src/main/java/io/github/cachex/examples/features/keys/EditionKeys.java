// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.keys;

import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.KeyText;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

// snippet: keys
/** Keeps the editions' entries apart. {@link KeyText} escapes the arguments, so that distinct ones never share a key. */
@ApplicationScoped
public class EditionKeys implements KeyGenerator {
    private volatile String edition = "morning";

    @Override
    public String generate(Method method, @Nullable Object[] arguments) {
        return edition + '/' + method.getName() + '/' + KeyText.join(arguments);
    }

    /** Switches to another edition. */
    public void switchTo(String other) {
        edition = other;
    }
}
// end
