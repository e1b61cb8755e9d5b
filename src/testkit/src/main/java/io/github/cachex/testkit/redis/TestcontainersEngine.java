// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** The engine that Testcontainers finds. */
final class TestcontainersEngine implements ContainerEngine {
    private static final String IMAGE = "redis:7.2-alpine";
    private static final int PORT = 6379;
    private static final Duration PULL = Duration.ofSeconds(30);

    private TestcontainersEngine() {}

    /**
     * Returns the engine of this machine.
     *
     * @throws IllegalStateException if there is plainly none: Testcontainers takes seconds to find that out
     */
    static ContainerEngine create() {
        if (!isEngineHere()) {
            throw new IllegalStateException("no Docker: DOCKER_HOST is not set, and no docker.sock is there");
        }
        try {
            Class.forName("org.testcontainers.DockerClientFactory", false, TestcontainersEngine.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Testcontainers is not on the class path", e);
        }
        return new TestcontainersEngine();
    }

    private static boolean isEngineHere() {
        Path home = Path.of(System.getProperty("user.home"));
        Stream<Path> rootless = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).stream()
                .map(folder -> Path.of(folder, "docker.sock"));
        return System.getenv("DOCKER_HOST") != null
                || Stream.concat(
                                Stream.of(Path.of("/var/run/docker.sock"), home.resolve(".docker/run/docker.sock")),
                                rootless)
                        .anyMatch(Files::exists);
    }

    @Override
    public void prepare() {
        // Finds the engine, and starts the helper that removes what this JVM leaves behind.
        DockerClient client = DockerClientFactory.instance().client();
        DockerImageName image = ImageNameSubstitutor.instance().apply(DockerImageName.parse(IMAGE));
        try {
            client.inspectImageCmd(image.asCanonicalNameString()).exec();
        } catch (NotFoundException e) {
            pull(client, image);
        }
    }

    /** Tries once, and says what the registry says; Testcontainers would try again for minutes. */
    private static void pull(DockerClient client, DockerImageName image) {
        try {
            boolean isDone = client.pullImageCmd(image.getUnversionedPart())
                    .withTag(image.getVersionPart())
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(PULL.toMillis(), TimeUnit.MILLISECONDS);
            if (!isDone) {
                throw new IllegalStateException("the download lasted longer than " + PULL.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the image " + image + " cannot be pulled", e);
        }
    }

    /** Inside a container, the one that is started beside it is reached on another address than the loopback's. */
    @Override
    public String address() {
        String name = DockerClientFactory.instance().dockerHostIpAddress();
        try {
            InetAddress address = InetAddress.getByName(name);
            return address.isLoopbackAddress() ? "127.0.0.1" : address.getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the address of the Docker engine is not known here: " + name, e);
        }
    }

    @Override
    public Container start(int port, List<String> arguments) {
        GenericContainer<?> container = new GenericContainer<>(IMAGE);
        container.setPortBindings(List.of(address() + ":" + port + ":" + PORT));
        container.withCommand(
                Stream.concat(Stream.of("redis-server", "--save", "", "--appendonly", "no"), arguments.stream())
                        .toArray(String[]::new));
        container.waitingFor(new NoWait());
        try {
            container.start();
        } catch (RuntimeException | LinkageError e) {
            container.stop();
            throw e;
        }
        return new Started(container);
    }

    @Override
    public String toString() {
        return IMAGE;
    }

    /** Whoever starts a server waits for its answer, and on the address that it is then used on. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }

    private record Started(GenericContainer<?> container) implements Container {
        @Override
        public boolean isRunning() {
            return container.isRunning();
        }

        @Override
        public void freeze() {
            container
                    .getDockerClient()
                    .pauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void thaw() {
            container
                    .getDockerClient()
                    .unpauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void remove() {
            container.stop();
        }
    }
}
