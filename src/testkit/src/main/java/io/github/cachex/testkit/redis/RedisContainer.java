// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** A Redis in a container of the local Docker, on a port of the loopback address that stays the same over restarts. */
final class RedisContainer implements RedisHost {
    private static final String IMAGE = "redis:7.2-alpine";
    private static final int PORT = 6379;

    private final GenericContainer<?> container = new GenericContainer<>(IMAGE);

    RedisContainer(int port, List<String> arguments) {
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + PORT));
        container.withCommand(
                Stream.concat(Stream.of("redis-server", "--save", "", "--appendonly", "no"), arguments.stream())
                        .toArray(String[]::new));
    }

    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void resume() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public String toString() {
        return IMAGE + " in Docker";
    }
}
