// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.redis.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path folder;

    @Test
    void everyCommand_isRight() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Application application = Application.over(redis.uri())) {
            Shell shell = OwnShell.with(Application.environment(redis.uri()));

            assertThat(new EveryCommand(shell, application, folder, 1_200).run())
                    .hasSize(13);
        }
    }
}
