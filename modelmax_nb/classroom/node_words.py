"""What is said about Node."""

from modelmax_nb.messages import Text

READY = Text(
    "node.ready", "Node and its package openai are here: the programs of this lesson run on your computer."
)
NO_NODE = Text(
    "node.no-node",
    "Node is not on this computer, so programs in JavaScript cannot run. You get it from nodejs.org.",
)
NO_PACKAGE = Text(
    "node.no-package",
    "Node is here, but not its package openai. If you want it, run node.install(): it loads about {size} MB "
    "from the npm registry into {folder}. Nothing is loaded without it.",
)
NO_BROWSER = Text(
    "node.no-browser",
    "In the browser edition no other program can be started, so programs in JavaScript cannot run here.",
)
NO_NPM = Text("node.no-npm", "npm is not on this computer. It comes with Node, from nodejs.org.")
INSTALLING = Text("node.installing", "Loading the package openai, about {size} MB, into {folder} …")
NOT_INSTALLED = Text("node.not-installed", "npm could not load the package: {reason}")
STORED = Text("node.stored", "{why}\nThis is what the program printed when the lesson was made:\n")
NO_FILE = Text("node.no-file", "There is no file {file} yet. Run the cell that writes it.")
ENDED = Text("node.ended", "[requests: {statuses} · charged: {charge} · exit code: {code}]")
TOO_LONG = Text("node.too-long", "The program was ended after {seconds} seconds.")
NO_ANSWER = Text("node.no-answer", "no answer")
NONE = Text("node.none", "none")
