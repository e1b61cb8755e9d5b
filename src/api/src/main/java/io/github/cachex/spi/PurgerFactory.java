// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.List;
import java.util.Optional;

/** Makes one type of purger. Found by {@link java.util.ServiceLoader}: a purger is there because its jar is there. */
public interface PurgerFactory {
    /** Returns the type, such as {@code varnish}; also the prefix of its keys, {@code cachex.purger.<type>.}. */
    String type();

    /** Returns the configuration keys that this purger knows. */
    List<ConfigKey> keys();

    /**
     * Returns a purger, or empty where nothing is configured for it. It reads all that it needs before it opens anything, and does not
     * wait for a web cache to answer.
     */
    Optional<Purger> create(ConfigReader config);
}
