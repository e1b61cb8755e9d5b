// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.Show;
import org.junit.jupiter.api.Test;

/** How many commands a read and a load take, on a Redis that nobody else speaks to. */
class CommandsTest extends OnRedis {
    @Test
    void commands_areAsFewAsPromised() {
        EntryKey key = newKey();
        backend.write(key, entry("warm"), budget());
        acquire(newKey(), newId());
        leases().store(newKey(), entry("warm"), budget());
        Raw.command(redis.port(), "CONFIG RESETSTAT");

        assertThat(content(key)).isEqualTo("warm");

        int hit = commands();
        Show.exactly("redis-hit-commands", hit, 1, "for a hit");
        assertThat(Raw.calls(redis.port(), "getrange")).isEqualTo(1);

        Raw.command(redis.port(), "CONFIG RESETSTAT");
        EntryKey missing = newKey();
        long token = newId();
        assertThat(content(missing)).isEqualTo("nothing");
        int miss = commands();
        acquire(missing, token);
        leases().store(missing, entry(token, "loaded"), budget());
        miss += Raw.calls(redis.port(), "evalsha") + Raw.calls(redis.port(), "eval");
        Show.exactly("redis-miss-commands", miss, 3, "for a miss, scripts counted as one");
    }

    /** Returns how many commands there were, other than those of the measurement, whose goodbye Redis 7 counts. */
    private static int commands() {
        String stats = Raw.command(redis.port(), "INFO commandstats");
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .filter(line -> !line.startsWith("cmdstat_config")
                        && !line.startsWith("cmdstat_info")
                        && !line.startsWith("cmdstat_quit"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("cmdstat_[^:]*:calls=(\\d+),.*", "$1")))
                .sum();
    }
}
