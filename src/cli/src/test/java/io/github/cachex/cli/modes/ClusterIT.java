// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli.modes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cli.Application;
import io.github.cachex.cli.EveryCommand;
import io.github.cachex.cli.ProcessShell;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisCluster;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterIT {
    @TempDir
    Path folder;

    private void mistakenForOneServer(RedisCluster cluster) throws Exception {
        String node = cluster.primaries().get(0).uri();
        Ended doctor = ProcessShell.ofJar(Application.environment(node), folder).run("doctor");

        assertThat(doctor.code()).as(doctor.err()).isZero();
        assertThat(doctor.out()).containsPattern("warning mode at .*cachex.backend.redis.mode=cluster");
    }

    @Test
    void everyCommand_isRight() throws Exception {
        int count = "full".equals(System.getProperty("cachex.rounds")) ? 100_000 : 2_000;
        try (RedisCluster cluster = RedisCluster.start();
                Application application = Application.over(cluster.uri())) {
            ProcessShell shell = ProcessShell.ofJar(Application.environment(cluster.uri()), folder);

            Set<String> right = new EveryCommand(shell, application, folder, count).run();

            mistakenForOneServer(cluster);
            Show.exactly("cli cluster", right.size(), 13, "commands right against " + count + " entries");
        }
    }
}
