// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;

/** Does what {@link LateBinding} does, in containers that look at beans when the application is built. */
@SkipIfPortableExtensionPresent(LateBinding.class)
public class LateBuildBinding implements BuildCompatibleExtension {
    /** Binds a guard to a bean that says nothing of it. */
    @Enhancement(types = LateGuards.ByExtension.class)
    public void bind(ClassConfig type) {
        type.addAnnotation(LateGuards.Late.class);
    }
}
