// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli.modes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cli.Application;
import io.github.cachex.cli.EveryCommand;
import io.github.cachex.cli.ProcessShell;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisSentinels;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentinelIT {
    @TempDir
    Path folder;

    private void mistakenForAServer(RedisSentinels sentinels) throws Exception {
        String sentinel = sentinels.sentinels().get(0).uri();
        Ended doctor =
                ProcessShell.ofJar(Application.environment(sentinel), folder).run("doctor");

        assertThat(doctor.code()).as(doctor.err()).isEqualTo(1);
        assertThat(doctor.out()).containsPattern("problem +contact at .*it is a Sentinel; write redis-sentinel:");
    }

    @Test
    void everyCommand_isRight() throws Exception {
        int count = "full".equals(System.getProperty("cachex.rounds")) ? 100_000 : 2_000;
        try (RedisSentinels sentinels = RedisSentinels.start();
                Application application = Application.over(sentinels.uri())) {
            ProcessShell shell = ProcessShell.ofJar(Application.environment(sentinels.uri()), folder);

            Set<String> right = new EveryCommand(shell, application, folder, count).run();

            mistakenForAServer(sentinels);
            Show.exactly("cli sentinel", right.size(), 13, "commands right against " + count + " entries");
        }
    }
}
