// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli.modes;

import io.github.cachex.cli.Application;
import io.github.cachex.cli.EveryCommand;
import io.github.cachex.cli.ProcessShell;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisSentinels;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentinelIT {
    @TempDir
    Path folder;

    @Test
    void everyCommand_isRight() throws Exception {
        int count = "full".equals(System.getProperty("cachex.rounds")) ? 100_000 : 2_000;
        try (RedisSentinels sentinels = RedisSentinels.start();
                Application application = Application.over(sentinels.uri())) {
            ProcessShell shell = ProcessShell.ofJar(Application.environment(sentinels.uri()), folder);

            Set<String> right = new EveryCommand(shell, application, folder, count).run();

            Show.exactly("cli sentinel", right.size(), 11, "commands right against " + count + " entries");
        }
    }
}
