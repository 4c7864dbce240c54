/** Advice that the help shows: what to do and what to avoid in an interview, from both sides of the table. */
export const ADVICE = {
  candidates: {
    title: "Advice for candidates",
    points: [
      "Say the answer first, in one or two sentences. Then explain. The interviewer decides how deep to go.",
      "Ask what is meant when a word is ambiguous: which loss, which layer, training or inference, one image or a batch.",
      "State your conventions aloud: biases counted or not, convolution without flipping, what p means in dropout.",
      "Trace the shapes through a network before you write code. Many bugs show up there.",
      "When you compare two methods, name the axis: accuracy, memory, latency, data needed, stability. Then pick one for a concrete case.",
      "Keep what you have seen yourself apart from what you have read. A bounded claim is worth more than a bold one.",
      "When you do not know, say so, and reason from what you do know. Interviewers grade the reasoning.",
      "Of each method, know why it works, when it fails and how you would notice. A definition alone is a weak answer.",
      "Avoid universal claims. Most results in this field hold for some data, some scale and some budget.",
      "Avoid reciting a paper. Say what problem it solved, what it costs, and what you would try first today.",
      "After a wrong turn, correct yourself in one sentence and go on. Recovering well counts in your favour.",
      "Practise aloud and against the clock: two minutes for an answer, then stop and let them ask.",
    ],
  },
  interviewers: {
    title: "Advice for interviewers",
    points: [
      "Decide before the interview what makes an answer weak, solid or strong, and grade against that.",
      "Start easy. A candidate who has answered one question well shows more in the next.",
      "Prefer a situation to a definition: a loss curve, a shape that does not fit, a budget that is too small.",
      "Ask everyone the same core questions, and vary the follow-ups. Otherwise answers cannot be compared.",
      "Let the candidate finish. Then ask for the reason, the limits and how one would notice. Depth shows in the third answer.",
      "Give a hint when somebody is stuck, and note that you gave it. Silence measures nerves.",
      "Accept another right answer. If your question has only one acceptable wording, change the question.",
      "Avoid trivia: exact benchmark numbers, years, authors' names, the arguments of one library.",
      "Avoid questions whose usual answer is disputed, unless the dispute is what you want to hear about.",
      "Write down what was said before you write down what you think of it. Score each question on its own.",
      "Tell people what comes next, and answer their questions. They are interviewing you as well.",
    ],
  },
} as const;
