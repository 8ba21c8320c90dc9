package dev.marquetry.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A contestant's end of the talk with {@link Bench}: a request on each line of its input, an answer as JSON. */
public final class Requests {
    private Requests() {}

    /** Does one round. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Does what was asked for.
         *
         * @param request words
         * @return figures by name, with at least {@code images} and {@code seconds} of a round; {@code cpu} is added
         */
        Map<String, Object> answer(String[] request) throws Exception;
    }

    /** Answers until the input ends. Whatever else is printed goes to standard error. */
    public static void serve(Handler handler) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        ObjectMapper json = new ObjectMapper();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            Map<String, Object> answer;
            try {
                long before = ProcessorTime.nanos();
                answer = new HashMap<>(handler.answer(request.split(" ")));
                answer.put("cpu", (ProcessorTime.nanos() - before) / 1e9);
            } catch (Exception failure) {
                failure.printStackTrace();
                answer = Map.of("failure", failure.toString());
            }
            answers.println(json.writeValueAsString(answer));
            answers.flush();
        }
    }
}
