package dev.marquetry.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;

/**
 * Answers ListObjectsV2, HEAD and GET of any bucket as S3 would, of objects that are all one file: their keys are
 * numbers, {@value #PER_FOLDER} to a folder of {@code in/}, and are nowhere held.
 */
public final class ListingStub implements AutoCloseable {
    private static final int PER_FOLDER = 1000;
    private static final int MOST_KEYS = 1000;
    private static final String MODIFIED = "2026-01-01T00:00:00.000Z";

    private final int objects;
    private final byte[] content;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private ListingStub(int objects, byte[] content) throws IOException {
        this.objects = objects;
        this.content = content;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Starts a server.
     *
     * @param objects how many there are
     * @param content of each of them
     */
    public static ListingStub start(int objects, byte[] content) {
        try {
            return new ListingStub(objects, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the server's address. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the key of an object; they are in the order of their numbers. */
    private static String key(int number) {
        return String.format(Locale.ROOT, "in/%05d/%08d.jpg", number / PER_FOLDER, number);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // In front of the key stands the bucket.
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
            if (path.length == 1 || path[1].isEmpty()) {
                send(exchange, 200, "application/xml", list(query(exchange)).getBytes(StandardCharsets.UTF_8));
            } else if (isObject(path[1])) {
                sendObject(exchange);
            } else {
                send(exchange, 404, "application/xml", new byte[0]);
            }
        }
    }

    private boolean isObject(String key) {
        int number = first(key);
        return number < objects && key(number).equals(key);
    }

    private void sendObject(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, "image/jpeg", content);
            return;
        }
        String[] ends = range.substring("bytes=".length()).split("-", 2);
        int from = Integer.parseInt(ends[0]);
        int to = ends[1].isEmpty() ? content.length : Math.min(content.length, Integer.parseInt(ends[1]) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        send(exchange, 206, "image/jpeg", Arrays.copyOfRange(content, from, to));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] words = pair.split("=", 2);
            query.put(words[0], words.length == 1 ? "" : URLDecoder.decode(words[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** A page: keys, and with a delimiter the folders below the prefix in place of what is in them. */
    private String list(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        boolean folders = !query.getOrDefault("delimiter", "").isEmpty();
        int most = Math.min(MOST_KEYS, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
        int next = Integer.parseInt(query.getOrDefault("continuation-token", Integer.toString(first(prefix))));
        StringBuilder entries = new StringBuilder();
        int count = 0;
        while (count < most && next < objects && key(next).startsWith(prefix)) {
            String key = key(next);
            int slash = folders ? key.indexOf('/', prefix.length()) : -1;
            if (slash < 0) {
                entries.append("<Contents><Key>").append(key).append("</Key><LastModified>" + MODIFIED)
                        .append("</LastModified><ETag>&quot;1&quot;</ETag><Size>").append(content.length)
                        .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
                next++;
            } else {
                String folder = key.substring(0, slash + 1);
                entries.append("<CommonPrefixes><Prefix>").append(folder).append("</Prefix></CommonPrefixes>");
                // The first key behind all that begin so: 0 is the character behind the slash.
                next = first(key.substring(0, slash) + '0');
            }
            count++;
        }
        boolean more = next < objects && key(next).startsWith(prefix);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name>"
                + "<Prefix>" + prefix + "</Prefix><KeyCount>" + count + "</KeyCount><MaxKeys>" + most + "</MaxKeys>"
                + "<IsTruncated>" + more + "</IsTruncated>"
                + (more ? "<NextContinuationToken>" + next + "</NextContinuationToken>" : "")
                + entries + "</ListBucketResult>";
    }

    /** Returns the number of the first object whose key is not before a text. */
    private int first(String text) {
        int low = 0;
        int high = objects;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(middle).compareTo(text) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
