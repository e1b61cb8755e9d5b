// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.config.Configuration;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on configuration shows of groups. */
class GroupExampleTest {
    private static final Path PAGE = Path.of("../src/docs/configuration.md");
    private static final Pattern EXAMPLE = Pattern.compile("<!-- group -->\n```\n(.*?)```\n", Pattern.DOTALL);

    private record Shown(Properties properties) implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(properties.getProperty(key));
        }

        @Override
        public Set<String> names() {
            return properties.stringPropertyNames();
        }
    }

    private static ConfigSource shown() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
        assertThat(example.find()).isTrue();
        Properties properties = new Properties();
        properties.load(new StringReader(example.group(1)));
        return new Shown(properties);
    }

    @Test
    void example_givesTheGroupsSettingsUnlessACacheSaysOtherwise() throws IOException {
        Configuration configuration = Configuration.read(shown(), List.of());

        assertThat(configuration.cache("posts").freshness().ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(configuration.cache("posts").freshness().staleTtl()).isEqualTo(Duration.ofDays(1));
        assertThat(configuration.cache("authors").freshness().ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.cache("authors").freshness().staleTtl()).isEqualTo(Duration.ofDays(1));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
    }
}
