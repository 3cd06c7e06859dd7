import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import "./print.css";

const target = document.getElementById("app") as HTMLElement;
target.replaceChildren();
mount(App, { target });
