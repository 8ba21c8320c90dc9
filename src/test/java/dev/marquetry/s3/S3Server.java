package dev.marquetry.s3;

import dev.marquetry.BuildFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real S3 server (S3Proxy) in its own process, on a free port of the loopback interface, with its objects in its
 * memory: on a disk it would take folders for objects, and be long about those that are not empty.
 *
 * <p>It asks for no credentials and answers to path-style addresses.
 */
public final class S3Server implements AutoCloseable {
    private static final Path JAR = BuildFolder.path("s3proxy/s3proxy.jar");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
    private static final int MOST_SECONDS_TO_START = 60;

    private final Path folder;
    private final int port;
    private final Thread killer = new Thread(this::kill, "s3-server-killer");
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Process process;

    private S3Server(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts a server without buckets and waits until it answers. */
    public static S3Server start() {
        try {
            Path folder = Files.createTempDirectory("marquetry-s3-");
            S3Server server = new S3Server(folder, freePort());
            Files.write(
                    folder.resolve("s3proxy.properties"),
                    List.of(
                            "s3proxy.authorization=none",
                            // The token of a role, which it would otherwise refuse.
                            "s3proxy.ignore-unknown-headers=true",
                            "s3proxy.endpoint=" + server.endpoint(),
                            "jclouds.provider=transient",
                            "jclouds.identity=nobody",
                            "jclouds.credential=nothing"));
            server.launch();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void launch() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-DLOG_LEVEL=warn",
                        "-cp",
                        JAR.toAbsolutePath().toString(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        folder.resolve("s3proxy.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_TO_START);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the S3 server did not start:\n" + Files.readString(log()));
            }
            pause();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the S3 server starts", interrupted);
        }
    }

    /** Returns the server's address. */
    public URI endpoint() {
        return URI.create(String.format(Locale.ROOT, "http://127.0.0.1:%d", port));
    }

    /** Makes an empty bucket with a name that no other bucket has: Hadoop keeps one client per bucket. */
    public String newBucket() {
        String name = "bucket-" + UUID.randomUUID();
        request("PUT", name, "", null, HttpRequest.BodyPublishers.noBody());
        return name;
    }

    /**
     * Uploads all files below a folder.
     *
     * @param bucket the bucket
     * @param prefix what the keys begin with, such as {@code in}; the files' paths below the folder follow
     * @param files the folder
     */
    public void upload(String bucket, String prefix, Path files) {
        try (Stream<Path> tree = Files.walk(files)) {
            tree.filter(Files::isRegularFile).forEach(file -> put(bucket, prefix + "/" + files.relativize(file), file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Uploads one file under a key. */
    public void put(String bucket, String key, Path file) {
        try {
            request("PUT", bucket, key, null, HttpRequest.BodyPublishers.ofFile(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Begins an upload that nobody ends. */
    public void beginUpload(String bucket, String key) {
        request("POST", bucket, key, "uploads", HttpRequest.BodyPublishers.noBody());
    }

    /** Returns the keys of a bucket's objects in order, without markers of folders; at most 1000 are asked for. */
    public List<String> keys(String bucket) {
        return keysIn(request("GET", bucket, "", "list-type=2", HttpRequest.BodyPublishers.noBody())).stream()
                .filter(key -> !key.endsWith("/"))
                .toList();
    }

    /** Returns an object's bytes, one character each. */
    public String read(String bucket, String key) {
        return request("GET", bucket, key, null, HttpRequest.BodyPublishers.noBody());
    }

    /** Returns the keys of uploads that were neither completed nor aborted. */
    public List<String> pendingUploads(String bucket) {
        return keysIn(request("GET", bucket, "", "uploads", HttpRequest.BodyPublishers.noBody()));
    }

    private static List<String> keysIn(String listing) {
        return KEY.matcher(listing)
                .results()
                .map(result -> result.group(1))
                .sorted()
                .toList();
    }

    private String request(String method, String bucket, String key, String query, HttpRequest.BodyPublisher body) {
        try {
            // Of several arguments, URI quotes what may not stand in a path.
            URI uri = new URI("http", null, "127.0.0.1", port, "/" + bucket + "/" + key, query, null);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(uri.toASCIIString().replace("+", "%2B")))
                    .method(method, body)
                    .build();
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
            if (response.statusCode() != 200) {
                throw new IllegalStateException("the S3 server answers " + response.statusCode() + " to " + uri);
            }
            return response.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException notAKey) {
            throw new IllegalArgumentException(notAKey);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the S3 server is asked", interrupted);
        }
    }

    /** Returns the file that the server logs to. */
    public Path log() {
        return folder.resolve("s3proxy.log");
    }

    private void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Kills the server, and its objects go with it. */
    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(killer);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
